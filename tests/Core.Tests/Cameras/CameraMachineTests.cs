using Stvg.Core.Cameras;
using Stvg.Core.Sparsification;

namespace Stvg.Core.Tests.Cameras;

public sealed class CameraMachineTests
{
    [Fact]
    public void Who_walks_through_is_live_then_recent_and_archived_once()
    {
        var footage = new Footage().Walker(20, 100, 3, from: 5, to: 60);
        var updates = footage.Play(Machine(), 0, 130);
        var shown = updates.Where(u => u.Live.Count > 0).ToList();
        Assert.All(shown, u => Assert.Equal(1, Assert.Single(u.Live).Tubelet.Id));
        Assert.Equal(5, shown[^1].Live[0].Tubelet.Begin);
        Assert.Contains(updates, u => u.Recent.Count == 1);

        var ended = Assert.Single(updates.SelectMany(u => u.Ended)).Tubelet;
        Assert.Equal((1, 5, 60, "gate"), (ended.Id, ended.Begin, ended.End, ended.CameraId));
        Assert.Equal(20 + (3 * 30), ended.BoxAt(35).X, 2f);
    }

    [Fact]
    public void Updates_come_in_order_and_live_boxes_reach_the_newest_frame()
    {
        var updates = new Footage().Walker(20, 100, 3).Walker(200, 150, -2).Play(Machine(), 0, 60);
        Assert.True(updates.Zip(updates.Skip(1)).All(pair => pair.First.Frame < pair.Second.Frame));
        Assert.All(updates.SelectMany(u => u.Live.Select(o => (Update: u, o.Tubelet))), l => Assert.Equal(l.Update.Frame, l.Tubelet.End));
    }

    [Fact]
    public void Who_was_lost_for_two_seconds_goes_on_under_the_same_id()
    {
        var footage = new Footage().Walker(20, 100, 2, missed: f => f is >= 40 and < 60);
        var updates = footage.Play(Machine(), 0, 110);
        Assert.Equal([1], updates.SelectMany(u => u.Live).Select(o => o.Tubelet.ObjectId).Distinct());
        Assert.Contains(updates, u => u.Frame is > 50 and < 60 && u.Live.Count == 0);
        var last = updates[^1].Live[0].Tubelet;
        Assert.Equal(0, last.FirstSeen);
        Assert.Equal(20 + (2 * 50), last.BoxAt(50).X, 3f);
        Assert.Empty(updates.SelectMany(u => u.Ended));
    }

    [Fact]
    public void An_interruption_ends_everything_and_ids_go_on()
    {
        var footage = new Footage().Walker(150, 100, 0);
        var machine = Machine(firstId: 41);
        Assert.Equal(0, footage.Play(machine, 0, 20)[^1].FirstFrame);
        var update = machine.Interrupt(21);
        Assert.Empty(update.Live);
        Assert.Equal(41, Assert.Single(update.Ended).Tubelet.Id);
        Assert.Equal(42, machine.NextTubeletId);

        var later = footage.Play(machine, 5000, 5020)[^1];
        Assert.Equal(5000, later.FirstFrame);
        Assert.Equal(42, Assert.Single(later.Live).Tubelet.ObjectId);
    }

    [Fact]
    public void Frames_out_of_order_are_refused()
    {
        var footage = new Footage();
        var machine = Machine();
        footage.Play(machine, 0, 3);
        using var frame = footage.Frame(3);
        Assert.Contains("frame 3 after frame 3", Assert.Throws<StvgException>(() => machine.Consider(frame)).Message, StringComparison.Ordinal);
    }

    private static CameraMachine Machine(SparsificationOptions? sparsification = null, int firstId = 1) => new(new CameraMachineOptions
    {
        CameraId = "gate",
        Timeline = Footage.Timeline,
        Size = Footage.Size,
        FirstTubeletId = firstId,
        Sparsification = sparsification ?? SparsificationOptions.EveryFrame,
    });
}
