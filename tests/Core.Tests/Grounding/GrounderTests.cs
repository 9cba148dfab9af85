using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Grounding;

public sealed class GrounderTests
{
    private static readonly (byte, byte, byte) s_red = (200, 20, 20), s_blue = (40, 60, 180);

    [Fact]
    public void A_colour_chooses_the_object_and_its_whole_life()
    {
        var scene = new SceneBuilder(100)
            .Add(1, 0, 60, Walk(100, 200, 3), colour: s_blue)
            .Add(2, 20, 90, Walk(300, 200, 3), colour: s_red).Build();
        var tube = Assert.Single(Ground(scene, Red));
        Assert.Equal((2, 20, 90), (tube.TubeletId, tube.Begin, tube.End));
        Assert.True(tube.Score > 0.9);
        Assert.Equal(tube.End - tube.Begin + 1, tube.Boxes.Count);
    }

    [Fact]
    public void Nothing_matches_when_nobody_wears_the_colour() =>
        Assert.Empty(Ground(new SceneBuilder(50).Add(1, 0, 49, Walk(100, 200, 3), colour: s_blue).Build(), Red));

    [Fact]
    public void A_negated_colour_chooses_the_other()
    {
        var scene = new SceneBuilder(50)
            .Add(1, 0, 49, Walk(100, 200), colour: s_blue)
            .Add(2, 0, 49, Walk(300, 200), colour: s_red).Build();
        Assert.Equal(1, Assert.Single(Ground(scene, Red with { Negated = true })).TubeletId);
    }

    [Fact]
    public void An_empty_scene_has_no_answer() => Assert.Empty(Ground(new SceneBuilder(10).Build(), Red));

    [Fact]
    public void A_category_that_is_not_there_has_no_answer()
    {
        var scene = new SceneBuilder(50).Add(1, 0, 49, Walk(100, 200), "dog").Build();
        Assert.Empty(Ground(scene));
    }

    [Fact]
    public void Standing_chooses_the_interval_in_which_the_object_rests()
    {
        // Walks for 3 s, stands for 5 s, walks on for 3 s; 4 px a frame is 0.4 body heights per second.
        var scene = new SceneBuilder(110).Add(1, 0, 109, i => Walk(i < 30 ? 100 + (8 * i) : i < 80 ? 340 : 340 + (8 * (i - 80)), 200)(0)).Build();
        var tube = Assert.Single(Ground(scene, Action(new MotionPredicate(Motion.Stand))));
        Assert.InRange(tube.Begin, 26, 36);
        Assert.InRange(tube.End, 73, 84);
    }

    [Theory]
    [InlineData(Direction.Right, 1)]
    [InlineData(Direction.Left, 2)]
    [InlineData(Direction.Up, 3)]
    [InlineData(Direction.Down, 4)]
    public void A_direction_chooses_who_moves_that_way(Direction direction, int expected)
    {
        var scene = new SceneBuilder(50)
            .Add(1, 0, 49, Walk(100, 200, 6)).Add(2, 0, 49, Walk(500, 200, -6))
            .Add(3, 0, 49, Walk(300, 400, 0, -5)).Add(4, 0, 49, Walk(300, 100, 0, 5)).Build();
        var tube = Assert.Single(Ground(scene, Action(new MotionPredicate(Motion.Walk)), Action(new DirectionPredicate(direction), 2)));
        Assert.Equal(expected, tube.TubeletId);
    }

    [Fact]
    public void Actions_in_order_cover_one_interval_from_the_first_to_the_last()
    {
        // Stands 4 s, walks left 4 s, then right 4 s, then stands.
        var scene = new SceneBuilder(160).Add(1, 0, 159, i => Walk(
            i < 40 ? 400 : i < 80 ? 400 - (7 * (i - 40)) : i < 120 ? 120 + (7 * (i - 80)) : 400, 200)(0)).Build();
        var tube = Assert.Single(Ground(
            scene, Action(new DirectionPredicate(Direction.Left)), Action(new DirectionPredicate(Direction.Right), 2)));
        Assert.InRange(tube.Begin, 35, 46);
        Assert.InRange(tube.End, 112, 126);
        Assert.All(tube.Evidence, e => Assert.True(e.Score > 0.7, $"{e.SubQuery} {e.Score}"));
    }

    [Fact]
    public void Who_stands_and_then_walks_that_way_does_two_things()
    {
        // The first stands 4 s and walks left 4 s, the second only stands, the third only walks.
        var scene = new SceneBuilder(80).Add(1, 0, 79, i => Walk(i < 40 ? 500 : 500 - (6 * (i - 40)), 200)(0))
            .Add(2, 0, 79, Walk(100, 100)).Add(3, 0, 79, Walk(600, 300, -6)).Build();
        var tube = Ground(scene, Action(new MotionPredicate(Motion.Stand)), Action(new DirectionPredicate(Direction.Left), 2))[0];
        Assert.Equal(1, tube.TubeletId);
        Assert.True(tube.Begin < 5 && tube.End > 70, $"{tube.Begin} to {tube.End}");
    }

    [Fact]
    public void The_wrong_order_scores_lower()
    {
        var scene = new SceneBuilder(120).Add(1, 0, 119, i => Walk(i < 60 ? 500 - (6 * i) : 140 + (6 * (i - 60)), 200)(0)).Build();
        SubQuery left = Action(new DirectionPredicate(Direction.Left)), right = Action(new DirectionPredicate(Direction.Right), 2);
        var rightOrder = Grounder.Ground(Plan(left, right), scene, "", new() { Threshold = 0 }).Single();
        var wrongOrder = Grounder.Ground(Plan(right, left), scene, "", new() { Threshold = 0 }).Single();
        Assert.True(rightOrder.Score > wrongOrder.Score + 0.3f);
    }

    [Theory]
    [InlineData(PictureEdge.Left, 1)]
    [InlineData(PictureEdge.Right, 2)]
    public void Entering_asks_for_the_edge(PictureEdge edge, int expected)
    {
        var scene = new SceneBuilder(100)
            .Add(1, 10, 80, Walk(20, 200, 4)).Add(2, 10, 80, Walk(620, 200, -4)).Add(3, 10, 80, Walk(300, 200)).Build();
        var tube = Assert.Single(Ground(scene, Action(new CrossingPredicate(Crossing.Enter, edge))));
        Assert.Equal(expected, tube.TubeletId);
        Assert.Equal(10, tube.Begin);
    }

    [Fact]
    public void Who_is_there_from_the_first_frame_did_not_enter()
    {
        var scene = new SceneBuilder(100).Add(1, 0, 80, Walk(20, 200, 4)).Build();
        Assert.Empty(Ground(scene, Action(new CrossingPredicate(Crossing.Enter))));
    }

    [Fact]
    public void Who_came_in_is_meant_for_as_long_as_he_stays_but_his_coming_in_is_soon_over()
    {
        var scene = new SceneBuilder(100).Add(1, 10, 80, Walk(20, 200, 4)).Build();
        var entering = Action(new CrossingPredicate(Crossing.Enter, PictureEdge.Left));
        Assert.Equal(80, Assert.Single(Ground(scene, entering with { Restrictive = true })).End);
        Assert.InRange(Assert.Single(Ground(scene, entering)).End, 20, 50);
    }

    [Fact]
    public void Walking_up_to_something_unseen_ends_in_rest()
    {
        // Walks 4 s, rests 4 s, walks away 4 s.
        var scene = new SceneBuilder(120).Add(1, 0, 119, i => Walk(i < 40 ? 100 + (6 * i) : i < 80 ? 340 : 340 + (6 * (i - 80)), 200)(0)).Build();
        var there = Assert.Single(Ground(scene, Relation("towards", "dining table")));
        var back = Assert.Single(Ground(scene, Relation("away", "dining table")));
        Assert.True(there.End < 50);
        Assert.True(back.Begin > 70);
    }

    [Fact]
    public void Standing_at_an_edge_is_not_leaving_over_it()
    {
        // Tall enough to touch the top all the time; goes out on the right.
        var scene = new SceneBuilder(100).Add(1, 10, 60, i => new Box(90 + (9.8f * i), 0, 60, 400)).Build();
        Assert.Empty(Ground(scene, Action(new CrossingPredicate(Crossing.Leave, PictureEdge.Top))));
        Assert.Single(Ground(scene, Action(new CrossingPredicate(Crossing.Leave, PictureEdge.Right))));
        Assert.Single(Ground(scene, Action(new CrossingPredicate(Crossing.Leave))));
    }

    [Fact]
    public void A_car_is_no_answer_to_a_bus_but_a_bus_may_be_called_car_now_and_then()
    {
        var plan = new QueryPlan { Text = "a bus", Target = new Entity("bus", ["bus", "truck", "car"]) };
        Func<int, Box> drive = i => new Box(100 + (5 * i), 200, 120, 60);
        Assert.Empty(Grounder.Ground(plan, new SceneBuilder(40).Add(1, 0, 39, drive, "car").Build(), "", new()));
        Assert.Single(Grounder.Ground(plan, new SceneBuilder(40).Add(1, 0, 39, drive, "bus").Build(), "", new()));
    }

    [Fact]
    public void An_animal_that_never_moves_is_not_believed()
    {
        var plan = new QueryPlan { Text = "a dog", Target = new Entity("dog", ["dog"]) };
        Assert.Empty(Grounder.Ground(plan, new SceneBuilder(40).Add(1, 0, 39, _ => new Box(100, 200, 40, 30), "dog").Build(), "", new()));
        Assert.Single(Grounder.Ground(plan, new SceneBuilder(40).Add(1, 0, 39, i => new Box(100 + (3 * i), 200, 40, 30), "dog").Build(), "", new()));
    }

    [Fact]
    public void A_bag_that_nobody_saw_is_no_answer_by_itself_but_does_not_outweigh_the_rest()
    {
        var scene = new SceneBuilder(60).Add(1, 0, 59, Walk(100, 200, 4), colour: s_red).Build();
        Assert.Empty(Ground(scene, Relation("carry", "suitcase")));
        Assert.Single(Ground(scene, Red, Relation("carry", "suitcase")));

        var seen = new SceneBuilder(60).Add(1, 0, 59, Walk(100, 200, 4)).Add(2, 0, 59, i => new Box(95 + (4 * i), 200, 30, 40), "suitcase").Build();
        Assert.Equal(1, Assert.Single(Ground(seen, Relation("carry", "suitcase"))).TubeletId);
    }

    [Fact]
    public void A_sentence_of_which_nothing_can_be_judged_has_no_answer()
    {
        var scene = new SceneBuilder(60).Add(1, 0, 59, Walk(100, 200, 4)).Build();
        Assert.Empty(Ground(scene, new SubQuery("v1", SubQueryKind.Action, "yawning", new UnjudgedPredicate("yawning"))));
        Assert.Single(Ground(scene)); // "a person" is one
    }

    [Fact]
    public void Next_to_asks_for_the_described_neighbour()
    {
        var scene = new SceneBuilder(60)
            .Add(1, 0, 59, Walk(100, 200)).Add(2, 0, 59, Walk(150, 200), colour: s_red)
            .Add(3, 0, 59, Walk(400, 200)).Add(4, 0, 59, Walk(450, 200), colour: s_blue).Build();
        var tube = Assert.Single(Grounder.Ground(Plan(Relation("next_to", "person", Red)), scene, "", new() { Top = 9 }));
        Assert.Equal(1, tube.TubeletId);
    }

    [Fact]
    public void Riding_a_bicycle_needs_a_bicycle()
    {
        var alone = new SceneBuilder(60).Add(1, 0, 59, Walk(100, 200, 4)).Build();
        Assert.Empty(Ground(alone, Relation("ride", "bicycle")));

        var rider = new SceneBuilder(60).Add(1, 0, 59, Walk(100, 200, 4)).Add(2, 0, 59, Walk(100, 240, 4), "bicycle").Build();
        Assert.Equal(1, Assert.Single(Ground(rider, Relation("ride", "bicycle"))).TubeletId);
    }

    [Fact]
    public void What_nothing_can_judge_does_not_change_the_score()
    {
        var scene = new SceneBuilder(60).Add(1, 0, 59, Walk(100, 200), colour: s_red).Build();
        var plain = Assert.Single(Ground(scene, Red));
        var withMore = Assert.Single(Ground(scene, Red, new SubQuery("r1", SubQueryKind.Relation, "on the moon", new UnjudgedPredicate("on the moon"))));
        Assert.Equal(plain.Score, withMore.Score);
        Assert.DoesNotContain(withMore.Evidence, e => e.SubQuery == "r1");
    }

    [Fact]
    public void The_second_to_come_is_counted_in_order_of_appearance()
    {
        var scene = new SceneBuilder(100).Add(7, 50, 90, Walk(100, 200)).Add(3, 10, 90, Walk(300, 200)).Add(5, 30, 90, Walk(500, 200)).Build();
        Assert.Equal(5, Assert.Single(Ground(scene, Attribute(new OrdinalPredicate(2)))).TubeletId);
        Assert.Equal(7, Assert.Single(Ground(scene, Attribute(new OrdinalPredicate(-1)))).TubeletId);
        Assert.Empty(Ground(scene, Attribute(new OrdinalPredicate(4))));
    }

    [Fact]
    public void Something_that_drives_through_a_picture_from_above_is_a_vehicle_whatever_the_detector_calls_it()
    {
        var scene = new SceneBuilder(40).Add(1, 0, 39, i => new Box(200, 400 - (12 * i), 100, 180), "cell phone").Add(2, 0, 39, i => new Box(20, 20, 60, 60), "cell phone").Build();
        var plan = new QueryPlan { Text = "a car", Target = new Entity("car", ["car", "truck", "bus"]) };
        Assert.Equal(1, Assert.Single(Grounder.Ground(plan, scene, "", new() { Top = 9 })).TubeletId);
    }

    [Fact]
    public void The_same_question_gives_the_same_tube_id()
    {
        var scene = new SceneBuilder(60).Add(1, 0, 59, Walk(100, 200), colour: s_red).Build();
        Assert.Equal(Ground(scene, Red).Single().Id, Ground(scene, Red).Single().Id);
    }

    private static IReadOnlyList<Tube> Ground(Core.Tubelets.Scene scene, params SubQuery[] subQueries) =>
        Grounder.Ground(Plan(subQueries), scene, "camera", new GroundingOptions());
}
