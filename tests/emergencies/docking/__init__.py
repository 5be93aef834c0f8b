"""The manual docking, from its first tick to the touch."""
