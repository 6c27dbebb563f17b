namespace Tanuki.Engine.Tests.Support;

/// <summary>Tests that run an engine take turns: some of them need to be alone with it.</summary>
[CollectionDefinition(Collection)]
public sealed class EngineTests : ICollectionFixture<EngineFixture>
{
    public const string Collection = "engine";
}
