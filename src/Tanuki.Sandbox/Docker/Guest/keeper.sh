# Process 1 of a container, as a user of its own: the program can neither signal it nor read it. It unpacks files before
# the program starts and reads the container's counters once it has ended. Everything in the container ends with it, and
# it ends when its input does, which is when the process that owns the container goes away.
# Builtins only once a program runs: there may be no process left to fork.

value() { # value FILE [KEY]: sets $found
    found=0
    [ -r "$1" ] || return 0
    if [ $# = 1 ]; then
        read -r found <"$1"
    else
        while read -r key number; do
            if [ "$key" = "$2" ]; then found=$number; fi
        done <"$1"
    fi
}

nanoseconds() { # sets $found
    if [ -r "$groups/cpu.stat" ] && [ ! -d "$groups/cpuacct" ]; then
        value "$groups/cpu.stat" usage_usec
        found=$((found * 1000))
    else
        value "$groups/cpuacct/cpuacct.usage"
    fi
}

# Its arguments are the folders that the program may add to. runc may give a new file system the mode of the folder below.
chmod 1777 "$@"
groups=/sys/fs/cgroup
begun=0
while read -r verb folder bytes; do
    case $verb in
        unpack)
            if head -c "$bytes" | tar --extract --file=- --directory="$folder" --no-same-owner --same-permissions; then
                echo unpacked
            else
                echo failed
            fi
            nanoseconds
            begun=$found
            ;;
        report)
            nanoseconds
            line=$((found - begun))
            if [ -r "$groups/memory.events" ]; then
                value "$groups/memory.peak"; line="$line $found"
                value "$groups/memory.events" oom_kill; line="$line $found"
                value "$groups/pids.events" max; line="$line $found"
            else
                value "$groups/memory/memory.max_usage_in_bytes"; line="$line $found"
                value "$groups/memory/memory.oom_control" oom_kill; line="$line $found"
                value "$groups/pids/pids.events" max; line="$line $found"
            fi
            others=0
            for process in /proc/[0-9]*; do
                [ "$process" = /proc/1 ] || others=$((others + 1))
            done
            echo "$line $others"
            exit 0
            ;;
    esac
done
