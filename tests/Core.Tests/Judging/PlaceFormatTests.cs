using Stvg.Core.Frames;
using Stvg.Core.Judging;

namespace Stvg.Core.Tests.Judging;

public sealed class PlaceFormatTests
{
    private static readonly FrameSize s_size = new(1920, 1080);
    private static readonly int[] s_frames = [100, 150, 199];

    [Fact]
    public void Llava_st_speaks_in_tokens_over_the_frames_that_are_shown()
    {
        var places = new LlavaStFormat(s_size).Read(
            "{<TEMP-099><TEMP-000>} <TEMP-000>: [<WIDTH-000><HEIGHT-000><WIDTH-099><HEIGHT-099>], <TEMP-050>: [<WIDTH-010><HEIGHT-010><WIDTH-010><HEIGHT-020>]", s_frames)!;
        Assert.Equal((100, 199), (places.Begin, places.End));
        Assert.Equal(new Box(0, 0, 1920, 1080), Assert.Single(places.Boxes).Value); // the other box is empty
        Assert.Null(new LlavaStFormat(s_size).Read("I do not know", s_frames));
    }

    [Fact]
    public void Qwen_writes_pixels_of_what_it_was_shown()
    {
        // Shown at 960 pixels: half.
        var places = new QwenVlFormat(s_size, 960).Read("""
            ```json
            [{"picture": 2, "bbox_2d": [100, 50, 200, 150], "label": "man"}, {"picture": 3, "bbox_2d": [110, 50, 210, 150]}, {"picture": 9, "bbox_2d": [0, 0, 1, 1]}]
            ```
            """, s_frames)!;
        Assert.Equal((150, 199), (places.Begin, places.End));
        Assert.Equal(new Box(200, 100, 200, 200), places.Boxes[150]);
    }

    [Fact]
    public void Qwens_thousandths_are_known_by_configuration_by_size_or_by_their_older_form()
    {
        Assert.Equal(new Box(192, 108, 960, 540),
            new QwenVlFormat(s_size, 1920, thousandths: true).Read("""[{"bbox_2d": [100, 100, 600, 600]}]""", s_frames)!.Boxes[100]);
        Assert.Equal(new Box(192, 108, 960, 540),
            new QwenVlFormat(s_size, 480).Read("""[{"bbox_2d": [100, 100, 600, 600]}]""", s_frames)!.Boxes[100]);
        Assert.Equal(
            new Box(192, 108, 960, 540),
            new QwenVlFormat(s_size, 1920).Read("<|object_ref_start|>man<|object_ref_end|><|box_start|>(100,100),(600,600)<|box_end|>",
                s_frames)!.Boxes[100]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1, 2")]
    [InlineData("""[{"bbox_2d": [1, 2, 3]}, {"bbox_2d": ["a", 2, 3, 4]}, {"bbox_2d": [5, 5, 4, 9]}]""")]
    [InlineData("in the [middle]")]
    public void What_names_no_place_is_none(string text) => Assert.Null(new QwenVlFormat(s_size, 960).Read(text, s_frames));
}
