namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class MistralTests(FamilyEngine<MistralFamily> engine) : FamilyTests<MistralFamily>(engine);
