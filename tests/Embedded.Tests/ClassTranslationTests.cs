using Stvg.Core.Frames;

namespace Stvg.Embedded.Tests;

public sealed class ClassTranslationTests
{
    [Fact]
    public void COCOs_own_names_need_none() => Assert.Null(ClassTranslation.ToCoco(CocoClasses.Names));

    [Fact]
    public void Another_detectors_classes_get_COCOs_numbers_and_unknown_ones_their_own()
    {
        var translation = ClassTranslation.ToCoco(["helmet", "Car", "person", "forklift"])!;
        var box = new Box(0, 0, 10, 10);
        var translated = translation.Translate([new(box, 0, 0.5f), new(box, 1, 0.6f), new(box, 2, 0.7f), new(box, 3, 0.8f)]);
        Assert.Equal([80, CocoClasses.IndexOf("car"), CocoClasses.Person, 81], translated.ToArray().Select(d => d.Class));
        Assert.Equal([0.5f, 0.6f, 0.7f, 0.8f], translated.ToArray().Select(d => d.Score));
    }
}
