using Stvg.Core.Services;
using Stvg.Embedded.Live;

namespace Stvg.Embedded.Tests.Live;

public sealed class RecentPicturesTests
{
    private static readonly Media s_picture = new(new byte[] { 1 }, "image/jpeg");

    [Fact]
    public void The_picture_that_was_asked_for_longest_ago_goes()
    {
        var pictures = new RecentPictures(2);
        pictures.Keep("a", 1, s_picture);
        pictures.Keep("b", 1, s_picture);
        Assert.NotNull(pictures.Find("a", 1));
        pictures.Keep("c", 1, s_picture);
        Assert.Null(pictures.Find("b", 1));
        Assert.NotNull(pictures.Find("a", 1));
        Assert.NotNull(pictures.Find("c", 1));
    }

    [Fact]
    public void An_answer_that_has_grown_has_another_picture()
    {
        var pictures = new RecentPictures(2);
        pictures.Keep("a", 1, s_picture);
        Assert.Null(pictures.Find("a", 2));
    }
}
