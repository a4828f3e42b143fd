"""Everything that knows Telegram: intake, worker, handlers, sender."""
