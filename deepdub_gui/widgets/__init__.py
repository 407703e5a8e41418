"""The widgets of the main window, without the features that use them."""
