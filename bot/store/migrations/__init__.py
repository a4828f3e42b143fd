"""Schema versions, one folder for each database; run at start by `bot.store.migrating`."""
