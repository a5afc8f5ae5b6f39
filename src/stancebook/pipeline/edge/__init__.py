"""The edge of the command line: how a command ends that cannot go on. Start with `endings.told`."""
