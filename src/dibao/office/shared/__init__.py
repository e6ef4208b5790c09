"""What all desks share: actions, policies, the lock, exact columns."""
