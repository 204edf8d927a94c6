"""Which cause and which measure belong to which problem."""
