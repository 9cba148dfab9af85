using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Sparsification;

/// <summary>A picture of 800x600 in cells of ten pixels, 10 frames per second.</summary>
public sealed class StationaryThingsTests : IDisposable
{
    private static readonly FrameSize s_size = new(800, 600);

    private readonly StationaryThings _things = new(new StationaryOptions(), s_size, 10);
    private readonly PaintedBackground _model = new();
    private readonly Tracker _tracker = new(new TrackerOptions { FrameSize = s_size });

    [Fact]
    public void A_bag_is_left_lies_there_and_is_taken()
    {
        Play(0, 200, f => { if (f is >= 50 and < 150) _model.With(30, 40, 6, 6, 30); });
        Assert.Equal(2, _things.All.Count);
        var (bag, place) = (_things.All[0], _things.All[1]);
        Assert.Equal(ThingFate.LeftBehind, bag.Fate);
        Assert.InRange(bag.Begin, 48, 54);
        Assert.InRange(bag.End, 146, 150);
        Assert.Equal(new Box(300, 400, 60, 60), bag.Box);
        Assert.Equal((ThingFate.TakenAway, bag.Box), (place.Fate, place.Box));
        Assert.InRange(place.Begin, 146, 152);
        Assert.InRange(place.End, place.Begin + 30, place.Begin + 80);
    }

    [Fact]
    public void What_was_there_from_the_beginning_is_missed_when_it_is_gone()
    {
        // The model's background has it; from frame 60 on the picture does not.
        _model.Has(30, 40, 6, 6, 30);
        Play(0, 140, f => { if (f >= 60) _model.With(30, 40, 6, 6, 106); });
        var place = Assert.Single(_things.All);
        Assert.Equal((ThingFate.TakenAway, new Box(300, 400, 60, 60)), (place.Fate, place.Box));
        Assert.InRange(place.Begin, 58, 64);
    }

    [Fact]
    public void Who_stands_still_is_no_thing()
    {
        Play(0, 100, _ => _model.With(30, 20, 6, 16, 30), f => new Detection(new Box(300, 200, 60, 160), CocoClasses.Person, 0.9f));
        Assert.Empty(_things.All);
    }

    [Fact]
    public void Who_hides_a_bag_for_a_while_does_not_end_it()
    {
        Play(
            0, 200, f =>
            {
                _model.With(30, 40, 6, 6, 30);
                if (f is >= 100 and < 140) _model.With(28, 30, 10, 18, 180);
            },
            f => f is >= 95 and < 145 ? new Detection(new Box(280, 300, 100, 180), CocoClasses.Person, 0.9f) : null);
        var bag = Assert.Single(_things.All);
        Assert.Equal(199, bag.End, 3.0);
    }

    [Fact]
    public void What_moves_what_is_large_and_what_is_a_line_is_no_thing()
    {
        Play(0, 100, f => _model.With((f / 2) + 4, 10, 6, 6, 30).With(2, 45, 70, 14, 160).With(10, 2, 50, 1, 220));
        Assert.Empty(_things.All);
    }

    [Fact]
    public void Clouds_are_no_things_and_a_lamp_makes_the_model_forget()
    {
        Play(0, 80, f => _model.Next(light: f / 4).With(30, 40, 6, 6, (byte)(30 + (f / 4))));
        Assert.Equal(ThingFate.LeftBehind, Assert.Single(_things.All).Fate);
        _model.Next(light: 60).With(0, 0, 80, 50, 190);
        _things.Observe(82, _model, _tracker);
        Assert.Equal(1, _model.Restarts);
    }

    [Fact]
    public void A_camera_that_turns_away_ends_what_lay_there()
    {
        Play(0, 80, _ => _model.With(30, 40, 6, 6, 30));
        _things.Restart();
        Play(80, 120, _ => { });
        Assert.Equal(79, Assert.Single(_things.All).End, 3.0);
    }

    public void Dispose() => _model.Dispose();

    private void Play(int from, int to, Action<int> paint, Func<int, Detection?>? detected = null)
    {
        for (var frame = from; frame < to; frame++)
        {
            _model.Next();
            paint(frame);
            _tracker.Update(frame, detected?.Invoke(frame) is { } found ? [found] : []);
            _things.Observe(frame, _model, _tracker);
        }
    }
}
