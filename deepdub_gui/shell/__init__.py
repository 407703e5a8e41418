"""What all features share: the services, the widgets of the main window, the cue navigator and the notifier."""
