head -c 33554432 /dev/zero > large
status=$?
echo "status $status"
exit $status
