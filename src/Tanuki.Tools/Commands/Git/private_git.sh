# Runs git on a copy of the repository's references and index, with a configuration of its own: hooks, filters, drivers and
# programs that the repository's configuration names do not exist for it, and nothing in .git is written.
own=/work/.git
if [ -L "$own" ] || [ ! -d "$own" ]; then exit 96; fi
command -v git >/dev/null || exit 97
folder=/tmp/repository
mkdir "$folder" "$folder/objects" || exit 98
for name in HEAD packed-refs index shallow; do
    if [ -f "$own/$name" ] && [ ! -L "$own/$name" ]; then cp -- "$own/$name" "$folder/$name" || exit 98; fi
done
cp -RP -- "$own/refs" "$folder/refs" || exit 98
printf '[core]\n\trepositoryformatversion = 0\n\tbare = false\n' > "$folder/config"
export GIT_DIR="$folder" GIT_WORK_TREE=/work GIT_OBJECT_DIRECTORY="$own/objects"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_ATTR_NOSYSTEM=1 GIT_OPTIONAL_LOCKS=0 GIT_LITERAL_PATHSPECS=1
export GIT_TERMINAL_PROMPT=0 GIT_PAGER=cat
exec git --no-pager -c core.hooksPath=/dev/null -c core.fsmonitor=false -c log.showSignature=false -c protocol.allow=never -c color.ui=false "$@"
