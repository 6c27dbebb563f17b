using Tanuki.Sandbox.Docker.Images;

namespace Tanuki.Sandbox.Tests.Docker;

public sealed class DebianPackagesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tanuki-dpkg-");

    public DebianPackagesTests()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "status"), """
            Package: tool
            Status: install ok installed
            Architecture: amd64
            Depends: library (>= 1.0), missing | chosen:any, virtual
            Description: a tool
             with: more lines

            Package: library
            Status: install ok installed
            Architecture: amd64
            Pre-Depends: tool

            Package: chosen
            Status: install ok installed
            Architecture: all

            Package: provider
            Status: install ok installed
            Architecture: all
            Provides: virtual (= 2), other

            Package: removed
            Status: deinstall ok config-files
            Architecture: all

            Package: unrelated
            Status: install ok installed
            Architecture: all
            """);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "info"));
        File.WriteAllText(Path.Combine(_folder.FullName, "info", "tool.list"), "/.\n/usr\n/usr/bin/tool\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "info", "library:amd64.list"), "/lib/library.so\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_package_comes_with_what_it_depends_on_as_far_as_it_is_installed()
    {
        var packages = DebianPackages.TryLoad(_folder.FullName)!;

        Assert.Equal(["chosen", "library", "provider", "tool"], packages.Closure(["tool", "removed", "unknown"]));
        Assert.Equal(["/lib/library.so"], packages.Files("library"));
        Assert.Equal(("tool", "library", null), (packages.Owner("/usr/bin/tool"), packages.Owner("/usr/lib/library.so", "/lib/library.so"), packages.Owner("/usr/bin/other")));
    }

    [Fact]
    public void A_system_without_dpkg_has_no_packages() => Assert.Null(DebianPackages.TryLoad(Path.Combine(_folder.FullName, "info")));
}
