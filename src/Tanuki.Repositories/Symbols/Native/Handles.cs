using Microsoft.Win32.SafeHandles;

namespace Tanuki.Repositories.Symbols.Native;

internal sealed class ParserHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        TreeSitter.ts_parser_delete(handle);
        return true;
    }
}

internal sealed class TreeHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        TreeSitter.ts_tree_delete(handle);
        return true;
    }
}

internal sealed class QueryHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        TreeSitter.ts_query_delete(handle);
        return true;
    }
}

internal sealed class QueryCursorHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        TreeSitter.ts_query_cursor_delete(handle);
        return true;
    }
}
