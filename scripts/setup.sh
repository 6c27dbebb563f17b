# Set-up shared by ./tanuki and ./test; sourced by sh with $root set. Says nothing on stdout.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }

# require COMMAND=PACKAGE...: installs the Debian packages of missing commands when it may, else says how to.
require() {
    packages=
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null 2>&1 || packages="$packages ${pair#*=}"
    done
    [ -z "$packages" ] && return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing$packages ..."
        if DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND
            log=$(apt-get update -q 2>&1 && apt-get install -q -y --no-install-recommends $packages 2>&1 </dev/null); then
            return 0
        fi
        say "$log"
        say "error: the packages$packages could not be installed."
        say "hint: run \`apt-get update && apt-get install$packages\` and look at what it says."
        return 1
    fi
    say "error: programs are missing that Tanuki needs:$packages."
    say "hint: sudo apt-get update && sudo apt-get install$packages"
    return 1
}

require_sdk() {
    command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return 0
    say "error: the .NET SDK 10 is missing."
    say "hint: install it as https://dotnet.microsoft.com/download/dotnet/10.0 says, for example with \`curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0\`, and put the folder it names on the PATH."
    return 1
}

# build PROJECT: quiet unless it fails. No build server stays behind, and none inherits the lock.
build() {
    MSBUILDDISABLENODEREUSE=1 dotnet build "$root/$1" -c Release -nologo -v:quiet -clp:NoSummary \
        -p:UseSharedCompilation=false -nodeReuse:false >"$root/artifacts/build.log" 2>&1 </dev/null 9>&- && return 0
    cat "$root/artifacts/build.log" >&2
    say "error: the build of $1 failed."
    say "hint: the lines above say why; \`dotnet build -c Release $1\` shows more."
    return 1
}

# Machine code in place of what the just-in-time compiler would make at every start. Needs a package more than the build does;
# where that cannot be had, everything works without, only slower to start.
compile_ahead() {
    MSBUILDDISABLENODEREUSE=1 timeout 300 dotnet build "$root/scripts/ReadyToRun.proj" -nologo -v:quiet -clp:NoSummary \
        -nodeReuse:false >"$root/artifacts/ahead.log" 2>&1 </dev/null 9>&- || :
}

# One at a time; whoever waited finds the work done. Needs what ./tanuki defines.
build_tanuki() {
    require_sdk && require bwrap=bubblewrap python3=python3 node=nodejs npm=npm flock=util-linux || return 1
    mkdir -p "$root/artifacts"
    exec 9>"$root/artifacts/tanuki.lock"
    flock 9
    if stale; then
        [ -t 2 ] && say "Building Tanuki; this takes a minute or two the first time ..."
        # Taken before the build, so that what is edited meanwhile counts as newer.
        : >"$stamp.new"
        build src/Tanuki.Cli/Tanuki.Cli.csproj && compile_ahead && mv "$stamp.new" "$stamp" || { exec 9>&-; return 1; }
    fi
    exec 9>&-
}
