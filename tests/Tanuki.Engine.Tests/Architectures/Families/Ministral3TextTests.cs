namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Ministral3TextTests : FamilyTextTests<Ministral3Family>;
