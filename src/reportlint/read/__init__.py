"""Bytes to Source: placeholder until the readers land."""
