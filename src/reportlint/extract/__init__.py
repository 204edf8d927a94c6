"""What a report states: figures, dates and periods, claims."""
