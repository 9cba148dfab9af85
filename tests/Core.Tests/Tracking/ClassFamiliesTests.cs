using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tests.Tracking;

public sealed class ClassFamiliesTests
{
    [Theory]
    [InlineData("car", "truck", true)]
    [InlineData("bus", "car", true)]
    [InlineData("dog", "cat", true)]
    [InlineData("car", "boat", true)]
    [InlineData("person", "car", false)]
    [InlineData("person", "person", true)]
    [InlineData("person", "dog", false)]
    public void Only_what_detectors_confuse_may_be_one_object(string first, string second, bool expected)
    {
        var (a, b) = (CocoClasses.IndexOf(first), CocoClasses.IndexOf(second));
        Assert.Equal(expected, ClassFamilies.MayBeSame(a, b));
        Assert.Equal(expected, ClassFamilies.MayBeSame(b, a));
    }

    [Fact]
    public void A_detection_without_a_class_may_be_anything() => Assert.True(ClassFamilies.MayBeSame(-1, CocoClasses.Person));

    [Fact]
    public void Families_hold_together_and_apart()
    {
        Assert.Equal(ClassFamilies.FamilyOf(CocoClasses.IndexOf("car")), ClassFamilies.FamilyOf(CocoClasses.IndexOf("bus")));
        Assert.NotEqual(ClassFamilies.FamilyOf(CocoClasses.IndexOf("car")), ClassFamilies.FamilyOf(CocoClasses.IndexOf("bicycle")));
        Assert.Equal(1234, ClassFamilies.FamilyOf(1234));
    }
}
