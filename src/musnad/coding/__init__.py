"""Report → events. The stages stand in `pipeline.py`."""
