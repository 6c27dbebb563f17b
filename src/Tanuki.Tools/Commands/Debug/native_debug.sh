# $1 is a source file, the rest the program's arguments.
command -v gdb >/dev/null || exit 97
source=$1
shift
case $source in
    *.c) gcc -g -O0 -std=gnu17 -o /tmp/program "$source" -lm || exit 98 ;;
    *) g++ -g -O0 -std=c++20 -o /tmp/program "$source" || exit 98 ;;
esac
exec gdb -nx -quiet -batch -iex 'set auto-load off' -iex 'set debuginfod enabled off' -ex 'set disable-randomization off' \
    -ex 'set print frame-arguments all' -ex 'set print elements 50' -ex run -ex 'bt full 12' --args /tmp/program "$@"
