using Stvg.Core.Frames;
using Stvg.Core.Tracking;

namespace Stvg.Core.Tests.Tracking;

/// <summary>Objects that come in over the picture's border, fill a good part of it, and go out again.</summary>
public sealed class BorderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_car_that_drives_through_is_one_tubelet_from_its_first_row_of_pixels_to_its_last(int stride)
    {
        // 120 wide and 250 long, 25 pixels a frame down a picture 600 high: cut at the top until frame 10, at the bottom from frame 24 on.
        var stage = new Stage().Add(f =>
        {
            var seen = new Box(400, -250 + (25 * f), 120, 250).ClipTo(Stage.Size.Width, Stage.Size.Height);
            return seen.Height > 10 ? new Detection(seen, CocoClasses.IndexOf("car"), 0.7f) : null;
        });
        var tubelets = stage.Track(45, stride);
        var tubelet = Assert.Single(Stage.Mend(tubelets));
        Assert.InRange(tubelet.Begin, 1, 1 + stride);
        Assert.InRange(tubelet.End, 33 - stride, 34);
        for (var frame = tubelet.Begin; frame <= tubelet.End; frame++)
        {
            var truth = new Box(400, -250 + (25 * frame), 120, 250).ClipTo(Stage.Size.Width, Stage.Size.Height);
            if (truth.Height > 40) Assert.True(tubelet.BoxAt(frame).IoU(truth) > 0.75f, $"frame {frame}: {tubelet.BoxAt(frame)} for {truth}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_was_not_looked_for_was_not_lost(bool looksKnown)
    {
        // Ten frames a second for a second, then one every second: rare looks are no losses, unless several of them found nobody.
        int[] looks = [.. Enumerable.Range(0, 10), .. Enumerable.Range(1, 10).Select(i => 10 * i)];
        var stage = new Stage().Walker(300, 200, 0);
        var tracker = new Tracker(new TrackerOptions { FrameSize = Stage.Size });
        foreach (var frame in looks) tracker.Update(frame, stage.At(frame));
        var mended = TubeletMending.Mend(tracker.Finish(), new MendingOptions { FrameSize = Stage.Size, LongestGapSeconds = 0.3f }, looksKnown ? looks : null);
        if (looksKnown) Assert.Equal((0, 100), (Assert.Single(mended).Begin, mended[0].End));
        else Assert.Equal(10, Assert.Single(mended).End);
    }
}
