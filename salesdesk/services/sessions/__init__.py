"""The one-on-one as a state without Qt: the window, a restart and the command line resume the same thing."""
