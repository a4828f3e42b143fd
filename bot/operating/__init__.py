"""What an operator needs: doctor, backup, logs, metrics."""
