namespace Stvg.Core.Tests.Cameras;

/// <summary>Who is the same across losses, interruptions and the slices of a long life.</summary>
public sealed class IdentityTests
{
    [Fact]
    public void Who_was_lost_for_two_seconds_goes_on_under_the_same_id()
    {
        var footage = new Footage().Walker(20, 100, 2, missed: f => f is >= 40 and < 60);
        var updates = footage.Play(CameraMachineTests.Machine(), 0, 110);
        Assert.Equal([1], updates.SelectMany(u => u.Live).Select(o => o.Tubelet.ObjectId).Distinct());
        Assert.Contains(updates, u => u.Frame is > 50 and < 60 && u.Live.Count == 0 && u.Recent.Count == 1);
        var last = updates[^1].Live[0].Tubelet;
        Assert.Equal(0, last.FirstSeen);
        Assert.Equal(20 + (2 * 50), last.BoxAt(50).X, 3f);
        Assert.Empty(updates.SelectMany(u => u.Ended));
    }

    [Fact]
    public void Somebody_else_who_turns_up_where_one_was_lost_is_somebody_else()
    {
        // He comes from the other side, and is dressed differently.
        var footage = new Footage().Walker(20, 100, 2, to: 40).Walker(140, 104, -2, from: 55, to: 120, colour: (20, 40, 220));
        var updates = footage.Play(CameraMachineTests.Machine(), 0, 200);
        Assert.Equal([1, 2], updates.SelectMany(u => u.Live).Select(o => o.Tubelet.ObjectId).Distinct().Order());
        Assert.Equal([1, 2], updates.SelectMany(u => u.Ended).Select(o => o.Tubelet.Id));
    }

    [Fact]
    public void An_id_is_never_given_to_another_object_and_never_taken_back()
    {
        var footage = new Footage()
            .Walker(10, 30, 2, missed: f => f % 30 is >= 15 and < 28).Walker(280, 100, -2, missed: f => f % 40 is >= 20 and < 38).Walker(150, 170, 0, from: 30);
        var objects = new Dictionary<int, int>();
        foreach (var tubelet in footage.Play(CameraMachineTests.Machine(), 0, 160).SelectMany(u => u.Live).Select(o => o.Tubelet))
        {
            // Walkers keep to their own height in the picture.
            var row = (int)((tubelet.Boxes[^1].CenterY - 60) / 70);
            Assert.Equal(row, objects.TryGetValue(tubelet.ObjectId, out var known) ? known : objects[tubelet.ObjectId] = row);
        }
    }

    [Fact]
    public void An_interruption_ends_everything_and_ids_go_on()
    {
        var footage = new Footage().Walker(150, 100, 0);
        var machine = CameraMachineTests.Machine(firstId: 41);
        Assert.Equal(0, footage.Play(machine, 0, 20)[^1].FirstFrame);
        var update = machine.Interrupt(21);
        Assert.Empty(update.Live);
        Assert.Equal((0, 21), (update.FirstFrame, update.Frame));
        Assert.Equal(41, Assert.Single(update.Ended).Tubelet.Id);
        Assert.Equal(42, machine.NextTubeletId);

        var later = footage.Play(machine, 5000, 5020)[^1];
        Assert.Equal(5000, later.FirstFrame);
        Assert.Equal(42, Assert.Single(later.Live).Tubelet.ObjectId);
    }

    [Fact]
    public void Interrupting_a_camera_that_never_gave_a_frame_is_fine()
    {
        var update = CameraMachineTests.Machine().Interrupt(0);
        Assert.Equal((0, 0), (update.Frame, update.FirstFrame));
        Assert.Empty(update.Ended);
    }

    [Fact]
    public void Who_was_there_before_a_long_blindness_is_not_taken_for_who_is_there_after_it()
    {
        var footage = new Footage().Walker(150, 100, 0);
        var machine = CameraMachineTests.Machine();
        footage.Play(machine, 0, 20);
        var updates = footage.Play(machine, 220, 240);
        Assert.Equal(1, Assert.Single(updates[0].Ended).Tubelet.Id);
        Assert.Equal((220, 2), (updates[^1].FirstFrame, Assert.Single(updates[^1].Live).Tubelet.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_life_is_archived_in_slices_without_gap_or_overlap(bool sparse)
    {
        var footage = new Footage().Walker(150, 100, 0, from: 3, to: 700);
        var machine = CameraMachineTests.Machine(sparse, change: o => o with { SliceSeconds = 20, HistorySeconds = 5 });
        var updates = footage.Play(machine, 0, 800);
        var slices = updates.SelectMany(u => u.Ended).Select(o => o.Tubelet).ToList();
        Assert.InRange(slices.Count, 3, 4);
        Assert.Equal(Enumerable.Range(1, slices.Count), slices.Select(s => s.Id));
        Assert.All(slices, s => Assert.Equal((1, slices[0].Begin), (s.ObjectId, s.FirstSeen)));
        Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.Equal(pair.First.End + 1, pair.Second.Begin));
        Assert.InRange(slices[0].Begin, 3, 10);
        Assert.InRange(slices[^1].End, 690, 700);
        Assert.All(updates.SelectMany(u => u.Live), o => Assert.Equal((1, 1), (o.Tubelet.Id, o.Tubelet.ObjectId)));
    }

    [Fact]
    public void A_live_object_shows_its_recent_past_and_remembers_when_it_came()
    {
        var footage = new Footage().Walker(150, 100, 0);
        var live = footage.Play(CameraMachineTests.Machine(change: o => o with { HistorySeconds = 5 }), 0, 400)[^1].Live.Single();
        Assert.Equal((350, 0, 400), (live.Tubelet.Begin, live.Tubelet.FirstSeen, live.Tubelet.End));
        Assert.Equal(live.Tubelet.Boxes.Count, live.Motion.Length);
        Assert.All(live.Samples, s => Assert.InRange(s.Frame, 350, 400));
        Assert.True(live.Colours.Samples > live.Samples.Count, "colours are over the whole life");
    }
}
