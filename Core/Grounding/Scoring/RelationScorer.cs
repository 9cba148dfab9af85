using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>How an object stands to another described object, frame by frame. Distances are in lengths of the larger of the two.</summary>
internal static class RelationScorer
{
    // A bag that nobody saw is probably not there, but small things are missed so often that other evidence may outweigh it.
    private const float OftenMissed = 0.35f;

    // COCO's vehicles, bicycle to boat, follow "person".
    private const int LastVehicle = 8;

    private static readonly int s_ball = CocoClasses.IndexOf("sports ball");

    /// <summary>Whether the relation can be judged of some object at all.</summary>
    public static bool CanJudge(RelationPredicate relation) => Detectable(relation.Other)
        ? Measure(relation.Name) is not null
        : GroundScorer.CanJudge(relation) || IsBorne(relation) || IsJudgedUnseen(relation.Name);

    /// <summary>Whether it scores 0 on every frame on which nothing is seen that fits the other side.</summary>
    public static bool NeedsOther(RelationPredicate relation) => Detectable(relation.Other) && Measure(relation.Name) is not null;

    /// <summary>Scores per frame of the subject, or null when the relation or its other side cannot be judged.</summary>
    public static float[]? Score(RelationPredicate relation, SceneObject subject, GroundingContext context)
    {
        if (!Detectable(relation.Other))
        {
            return GroundScorer.Score(relation, subject)
                ?? (IsBorne(relation) ? Seen(relation, subject, context, OftenMissed, static p => Fuzzy.Rise(p.Overlap, 0.3f, 0.6f)) : null)
                ?? Unseen(relation.Name, subject, context);
        }

        return Measure(relation.Name) is { } measure ? Seen(relation, subject, context, 0, measure) : null;
    }

    private static float[] Seen(RelationPredicate relation, SceneObject subject, GroundingContext context, float floor, Func<Pair, float> measure) =>
        context.BestOther(relation.Other, subject, floor, other => frame => measure(new Pair(subject, other, frame)));

    /// <summary>Whether it is about a thing that someone has with him, of a kind that the detector knows, if not well.</summary>
    private static bool IsBorne(RelationPredicate relation) =>
        !relation.TargetIsObject && !relation.Other.Categories.IsEmpty
        && (relation.Name is "carry" or "hold" or "ride" or "push" or "pull" or "lift" or "use");

    private static bool IsJudgedUnseen(string name) => name is "towards" or "approach" or "away" or "away_from" or "leave";

    private static float[]? Unseen(string name, SceneObject subject, GroundingContext context) => name switch
    {
        "towards" or "approach" => MovementScorer.Unseen(towards: true, subject, context),
        "away" or "away_from" or "leave" => MovementScorer.Unseen(towards: false, subject, context),
        _ => null,
    };

    /// <summary>Whether the detector can be trusted to see the other side at all: people, animals, vehicles and balls, yes; household things, no.</summary>
    private static bool Detectable(Entity other)
    {
        if (other.Categories.IsEmpty) return false;
        var index = CocoClasses.IndexOf(other.Categories[0]);
        return Travel.IsAlive(index) || index is > 0 and <= LastVehicle || index == s_ball;
    }

    private static Func<Pair, float>? Measure(string name) => name switch
    {
        "next_to" or "near" or "beside" or "by" => static p => Fuzzy.Fall(p.Distance, 0.7f, 1.6f),
        "together_with" or "with" or "accompany" => static p => Fuzzy.Fall(p.Distance, 0.7f, 1.6f) * p.SameMovement,
        "behind" => static p => Fuzzy.Fall(p.Distance, 0.9f, 2f) * Fuzzy.Rise(p.Depth, -0.05f, 0.1f),
        "in_front_of" => static p => Fuzzy.Fall(p.Distance, 0.9f, 2f) * Fuzzy.Rise(-p.Depth, -0.05f, 0.1f),
        "towards" or "approach" => static p => Fuzzy.Rise(p.Closing, 0.1f, 0.35f),
        "away" or "away_from" or "leave" => static p => Fuzzy.Rise(-p.Closing, 0.1f, 0.35f),
        "follow" or "chase" => static p => Fuzzy.Fall(p.Distance, 1.5f, 3f) * p.SameMovement,
        "pass" or "past" => static p => Fuzzy.Fall(p.Distance, 0.9f, 1.8f) * Fuzzy.Rise(p.Subject.Motion.Speed(p.SubjectIndex), 0.12f, 0.35f),
        "ride" => static p => Fuzzy.Rise(p.Overlap, 0.1f, 0.3f),
        "left_of" => static p => Fuzzy.Fall(p.Distance, 1.5f, 4f) * Fuzzy.Rise(p.OtherBox.CenterX - p.Box.CenterX, 0, p.Unit * 0.3f),
        "right_of" => static p => Fuzzy.Fall(p.Distance, 1.5f, 4f) * Fuzzy.Rise(p.Box.CenterX - p.OtherBox.CenterX, 0, p.Unit * 0.3f),
        _ => null,
    };

    /// <summary>Two objects on one frame.</summary>
    private readonly struct Pair(SceneObject subject, SceneObject other, int frame)
    {
        public SceneObject Subject { get; } = subject;

        public int SubjectIndex { get; } = frame - subject.Tubelet.Begin;

        public Box Box { get; } = subject.Tubelet.BoxAt(frame);

        public Box OtherBox { get; } = other.Tubelet.BoxAt(frame);

        private int OtherIndex { get; } = frame - other.Tubelet.Begin;

        /// <summary>The larger of the two sizes, pixels.</summary>
        public float Unit => MathF.Max(Subject.Motion.Sizes[SubjectIndex], other.Motion.Sizes[OtherIndex]);

        /// <summary>Distance of the points where they stand; 0 when a side touches.</summary>
        public float Distance
        {
            get
            {
                var dx = MathF.Max(0, MathF.Abs(Box.CenterX - OtherBox.CenterX) - ((Box.Width + OtherBox.Width) / 4));
                var dy = Box.Bottom - OtherBox.Bottom;
                return MathF.Sqrt((dx * dx) + (dy * dy)) / Unit;
            }
        }

        /// <summary>How much farther from the camera the subject stands, by where the feet are; positive: behind the other.</summary>
        public float Depth => (OtherBox.Bottom - Box.Bottom) / Unit;

        /// <summary>Share of the smaller box that both cover.</summary>
        public float Overlap => Box.IntersectionArea(OtherBox) / MathF.Max(1, MathF.Min(Box.Area, OtherBox.Area));

        /// <summary>Speed of the subject along the line to the other, lengths per second.</summary>
        public float Closing
        {
            get
            {
                float dx = OtherBox.CenterX - Box.CenterX, dy = OtherBox.CenterY - Box.CenterY;
                var length = MathF.Sqrt((dx * dx) + (dy * dy));
                if (length <= 0) return 0;
                return ((Subject.Motion.VelocityX(SubjectIndex) * dx) + (Subject.Motion.VelocityY(SubjectIndex) * dy)) / length;
            }
        }

        /// <summary>1 when both move alike (or both rest), 0 when the difference of their velocities is a walking speed.</summary>
        public float SameMovement
        {
            get
            {
                var dx = Subject.Motion.VelocityX(SubjectIndex) - other.Motion.VelocityX(OtherIndex);
                var dy = Subject.Motion.VelocityY(SubjectIndex) - other.Motion.VelocityY(OtherIndex);
                return Fuzzy.Fall(MathF.Sqrt((dx * dx) + (dy * dy)), 0.25f, 0.7f);
            }
        }
    }
}
