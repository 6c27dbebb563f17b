namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class MistralTextTests : FamilyTextTests<MistralFamily>;
