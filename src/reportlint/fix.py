"""Apply fixes: placeholder."""
