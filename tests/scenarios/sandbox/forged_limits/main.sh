echo "Killed process out of memory" >&2
exit 137
