fill() {
    for number in {1..48}; do
        head -c 1048576 /dev/zero >"/tmp/$1-$number" || exit 1
    done
}
fill a
echo "48 MiB of files"
