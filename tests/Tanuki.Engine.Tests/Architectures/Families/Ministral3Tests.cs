namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Ministral3Tests(FamilyEngine<Ministral3Family> engine) : FamilyTests<Ministral3Family>(engine);
