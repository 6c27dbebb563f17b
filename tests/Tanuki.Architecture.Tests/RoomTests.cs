using System.Diagnostics;
using ArchUnitNET.Fluent;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Tanuki.Architecture.Tests;

public class RoomTests
{
    public static TheoryData<string> Names => [.. Rooms.MayUse.Keys];

    public static TheoryData<string, string> Forbidden
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var (room, allowed) in Rooms.MayUse)
            {
                foreach (var other in Rooms.MayUse.Keys.Where(other => other != room && !allowed.Contains(other)))
                    pairs.Add(room, other);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_room_uses_only_the_rooms_it_may(string room, string other) =>
        Types().That().ResideInAssembly(Rooms.Assemblies[room])
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Rooms.Assemblies[other]))
            .WithoutRequiringPositiveResults()
            .Check(Rooms.House);

    [Theory]
    [MemberData(nameof(Names))]
    public void References_stay_within_the_table(string room) => Assert.Subset(
        Rooms.MayUse[room].ToHashSet(),
        Rooms.Assemblies[room].GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(Rooms.MayUse.ContainsKey)
            .ToHashSet());

    [Fact]
    public void Only_programs_talk_to_the_console() => NobodyUses(typeof(Console), Rooms.Cli, Rooms.Engine, Rooms.SandboxServer);

    [Fact]
    public void Processes_are_started_where_they_are_supervised() =>
        NobodyUses(typeof(ProcessStartInfo), Rooms.Sandbox, Rooms.Models, Rooms.Cli);

    [Theory]
    [MemberData(nameof(Names))]
    public void Classes_are_sealed_or_made_to_be_inherited(string room)
    {
        var open = Rooms.Written(Rooms.Assemblies[room])
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Where(type => !Rooms.Assemblies.Values.SelectMany(assembly => assembly.GetTypes()).Any(other => other.BaseType == type))
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void The_command_line_shows_nothing_to_others() => Assert.Empty(
        Rooms.Written(Rooms.Assemblies[Rooms.Cli]).Where(type => type.IsPublic).Select(type => type.FullName));

    [Theory]
    [InlineData(Rooms.Engine)]
    [InlineData(Rooms.Models)]
    [InlineData(Rooms.Sandbox)]
    [InlineData(Rooms.SandboxServer)]
    [InlineData(Rooms.Tools)]
    [InlineData(Rooms.Repositories)]
    [InlineData(Rooms.Agents)]
    [InlineData(Rooms.Evaluation)]
    public void Most_of_a_room_is_internal(string room)
    {
        var types = Rooms.Written(Rooms.Assemblies[room]).Where(type => !type.IsEnum && !IsData(type)).ToList();
        var shown = types.Where(type => type.IsPublic).ToList();

        Assert.True(
            shown.Count * 10 <= types.Count * 6,
            $"{shown.Count} of {types.Count} are public: {string.Join(", ", shown.Select(type => type.Name))}");
    }

    /// <summary>Records are the vocabulary of a contract; what is counted is behaviour.</summary>
    private static bool IsData(Type type) => type.GetMethod("<Clone>$") is not null || typeof(Exception).IsAssignableFrom(type);

    private static void NobodyUses(Type type, params string[] except)
    {
        foreach (var assembly in Rooms.Assemblies.Where(room => !except.Contains(room.Key)).Select(room => room.Value))
        {
            Types().That().ResideInAssembly(assembly)
                .Should().NotDependOnAny(type)
                .WithoutRequiringPositiveResults()
                .Check(Rooms.House);
        }
    }
}
