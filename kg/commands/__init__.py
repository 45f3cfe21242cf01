"""The commands, a few to a file. Here and in kg/cli.py alone is click imported; what is heavy is imported in the functions."""
