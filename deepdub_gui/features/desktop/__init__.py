"""What the desktop shows of the program: notifications, the badge, the waiting task-bar entry."""
