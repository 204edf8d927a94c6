"""A plug-in of reportlint."""
