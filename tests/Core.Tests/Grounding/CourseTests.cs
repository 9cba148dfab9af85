using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Grounding;

/// <summary>What only many seconds show: made-up ways, each with one that looks like it and is not.</summary>
public sealed class CourseTests
{
    private static readonly Box s_car = new(300, 200, 160, 100);

    [Fact]
    public void Who_stays_about_loiters_and_who_walks_through_or_rests_for_a_moment_does_not()
    {
        // To and fro within two body lengths for twenty seconds.
        var about = Scene(Path(200, i => (120 + (90 * MathF.Sin(i / 12f)), 200)));
        Assert.InRange(Score(about, "a person loitering"), 0.8f, 1);
        Assert.InRange(Score(Scene(Path(200, _ => (120, 200))), "somebody who lingers"), 0.8f, 1); // nor does who stands there all the time
        Assert.InRange(Score(Scene(Path(100, i => (20 + (6 * i), 200))), "a person loitering"), 0, 0.2f);
        Assert.InRange(Score(Scene(Path(40, _ => (120, 200))), "a person loitering"), 0, 0.2f);
    }

    [Fact]
    public void Who_rests_for_seconds_waits_and_who_pauses_does_not()
    {
        var waits = Scene(Path(120, i => (i < 30 ? 20 + (8 * i) : i < 90 ? 260 : 260 + (8 * (i - 90)), 200)));
        var tube = Assert.Single(Ground(waits, "a man who waits"));
        Assert.InRange(tube.Begin, 25, 36);
        Assert.InRange(tube.End, 84, 95);
        var pauses = Scene(Path(80, i => (i < 30 ? 20 + (8 * i) : i < 40 ? 260 : 260 + (8 * (i - 40)), 200)));
        Assert.Empty(Ground(pauses, "a man who waits"));
    }

    [Fact]
    public void A_whole_turn_is_a_circle_and_a_way_to_and_fro_is_none()
    {
        var circle = Scene(Path(120, i => (300 + (120 * MathF.Cos(i * MathF.Tau / 100)), 240 + (60 * MathF.Sin(i * MathF.Tau / 100)))));
        Assert.InRange(Score(circle, "a man walking in circles"), 0.7f, 1);
        Assert.InRange(Score(circle, "the man who circles"), 0.7f, 1);
        Assert.InRange(Score(Scene(Path(120, i => (300 + (120 * MathF.Cos(i * MathF.Tau / 100)), 240))), "a man walking in circles"), 0, 0.2f);
        Assert.InRange(Score(Scene(Path(120, i => (20 + (5 * i), 240))), "a man walking in circles"), 0, 0.2f);
    }

    [Fact]
    public void Going_round_a_car_is_told_from_passing_it()
    {
        var round = Scene(
            Path(140, i => (380 + (170 * MathF.Cos(i * MathF.Tau / 110)), 210 + (75 * MathF.Sin(i * MathF.Tau / 110)))), Thing("car", 140, _ => s_car));
        Assert.InRange(Score(round, "a man who walks around the car"), 0.6f, 1);
        Assert.InRange(Score(round, "a man circles the car"), 0.6f, 1);
        var past = Scene(Path(140, i => (20 + (4 * i), 300)), Thing("car", 140, _ => s_car));
        Assert.InRange(Score(past, "a man circles the car"), 0, 0.2f);
    }

    [Fact]
    public void Two_meet_where_they_stay_together_and_not_where_they_pass()
    {
        var meet = Scene(Path(100, i => (MathF.Min(20 + (6 * i), 290), 200)), Path(100, i => (MathF.Max(620 - (6 * i), 350), 200)));
        var tube = Ground(meet, "two people meet")[0];
        Assert.InRange(tube.Score, 0.7f, 1);
        Assert.InRange(tube.Begin, 15, 50);
        var pass = Scene(Path(100, i => (20 + (6 * i), 200)), Path(100, i => (620 - (6 * i), 200)));
        Assert.Empty(Ground(pass, "two people meet"));
        var together = Scene(Path(100, _ => (200, 200)), Path(100, _ => (250, 200)));
        Assert.Empty(Ground(together, "a man meets a woman"));
    }

    [Fact]
    public void Two_separate_who_were_together()
    {
        var separate = Scene(Path(100, i => (i < 40 ? 290 : MathF.Max(290 - (6 * (i - 40)), 20), 200)), Path(100, i => (i < 40 ? 350 : MathF.Min(350 + (6 * (i - 40)), 620), 200)));
        Assert.InRange(Ground(separate, "two people separate")[0].Score, 0.7f, 1);
        Assert.Empty(Ground(Scene(Path(100, i => (20 + (6 * i), 200)), Path(100, i => (620 - (6 * i), 200))), "two people separate"));
        Assert.Empty(Ground(Scene(Path(100, i => (20 + (5 * i), 200)), Path(100, i => (80 + (5 * i), 200))), "two people separate"));
    }

    [Fact]
    public void Who_overtakes_is_told_from_who_is_overtaken_and_from_who_comes_towards()
    {
        var scene = Scene(Path(80, i => (20 + (7 * i), 220)), Path(80, i => (160 + (3 * i), 200)));
        Assert.Equal(1, Assert.Single(Ground(scene, "a man who overtakes another man")).TubeletId);
        Assert.Equal(2, Assert.Single(Ground(scene, "the man who is overtaken by another man")).TubeletId);
        Assert.Empty(Ground(Scene(Path(80, i => (20 + (7 * i), 220)), Path(80, i => (600 - (5 * i), 200))), "a man who overtakes another man"));
        Assert.Empty(Ground(Scene(Path(80, i => (20 + (3 * i), 220)), Path(80, i => (160 + (3 * i), 200))), "a man who overtakes another man"));
    }

    [Fact]
    public void Who_ends_at_a_standing_car_got_in_and_who_began_there_got_out()
    {
        // The clip goes on for three seconds without him.
        var inside = Scene(Path(60, i => (MathF.Min(20 + (6 * i), 330), 250)), Thing("car", 99, _ => s_car));
        Assert.InRange(Score(inside, "a man gets into the car"), 0.6f, 1);
        Assert.Empty(Ground(inside, "a man gets out of the car"));
        var stays = Scene(Path(100, i => (MathF.Min(20 + (6 * i), 330), 250)), Thing("car", 99, _ => s_car));
        Assert.Empty(Ground(stays, "a man gets into the car"));
        var elsewhere = Scene(Path(60, i => (MathF.Min(20 + (2 * i), 150), 250)), Thing("car", 99, _ => s_car));
        Assert.Empty(Ground(elsewhere, "a man gets into the car"));
        var moving = Scene(Path(60, i => (MathF.Min(20 + (6 * i), 330), 250)), Thing("car", 99, i => s_car with { X = 60 + (5 * i) }));
        Assert.Empty(Ground(moving, "a man gets into the car"));
        var outside = new SceneBuilder(100).Add(1, 30, 95, i => Person(330 + (4 * i), 250)).Add(2, 0, 99, _ => s_car, "car").Build();
        Assert.InRange(Score(outside, "a man gets out of the car"), 0.6f, 1);
        Assert.Empty(Ground(outside, "a man gets into the car"));
    }

    [Fact]
    public void Handing_over_is_not_judged_and_said_so() =>
        Assert.Contains(Parse("a man hands a bag to a woman").Warnings, w => w.Contains("nothing judges", StringComparison.Ordinal));

    private static float Score(Scene scene, string sentence) => Ground(scene, sentence, 0) is [var best, ..] ? best.Evidence.Min(e => e.Score) : 0;

    private static IReadOnlyList<Tube> Ground(Scene scene, string sentence, float threshold = 0.5f) =>
        Grounder.Ground(Parse(sentence), scene, "", new GroundingOptions { Threshold = threshold, Top = 5 });

    private static QueryPlan Parse(string sentence) => new QueryParser(Lexicon.Empty).Parse(sentence);

    private static Scene Scene(params ReadOnlySpan<(string Category, int Length, Func<int, Box> Way)> things)
    {
        var longest = 0;
        foreach (var thing in things) longest = Math.Max(longest, thing.Length);
        var builder = new SceneBuilder(longest);
        for (var i = 0; i < things.Length; i++) builder.Add(i + 1, 0, things[i].Length - 1, things[i].Way, things[i].Category);
        return builder.Build();
    }

    private static (string, int, Func<int, Box>) Path(int length, Func<int, (float X, float Y)> at) => ("person", length, i => Person(at(i).X, at(i).Y));

    private static (string, int, Func<int, Box>) Thing(string category, int length, Func<int, Box> way) => (category, length, way);

    private static Box Person(float x, float y) => new(x - 20, y - 50, 40, 100);
}
