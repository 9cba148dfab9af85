using System.Runtime.CompilerServices;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>Is this object the kind of thing that the noun names?</summary>
internal static class CategoryScorer
{
    // Detectors trained on pictures taken from the side call a car seen from above many things; what they do not call it is a person
    // or an animal. Something large that moves by itself and is neither is most likely a vehicle.
    private const float MovingThingIsVehicle = 0.75f;

    // "The forklift that drives to the left" may well be what drives to the left, but nobody is an answer to "the forklift" alone.
    private const float UnknownKind = 0.45f;
    private const float SomethingCarried = 0.75f;
    private const float OtherOfFamily = 0.3f;
    private const float OwnLengthsTravelled = 1.0f;

    // Shares of the votes: up to the first nothing is believed, from the second on everything.
    private const float FewVotes = 0.1f, EnoughVotes = 0.5f;

    // Entities are few and live long; looking names up anew for every object would cost more than all the rest.
    private static readonly ConditionalWeakTable<Entity, Kind> s_kinds = [];

    public static float Score(Entity entity, ObjectFacts candidate)
    {
        if (candidate.Object.Fate != ThingFate.None) return Lying(entity);
        if (entity.Categories.IsEmpty) return Best(entity);

        var kind = KindOf(entity);
        ReadOnlySpan<float> votes = candidate.Tubelet.ClassVotes as float[] ?? [.. candidate.Tubelet.ClassVotes];
        float total = 0, matching = 0;
        foreach (var vote in votes) total += vote;
        foreach (var coco in kind.Classes)
            if (coco < votes.Length) matching += votes[coco];
        float named = 0;
        foreach (var name in kind.Own)
        {
            var own = VotesOf(name, votes, candidate);
            matching += own;
            if (name == entity.Categories[0]) named = own;
        }

        var byVotes = total > 0 ? Fuzzy.Rise(matching / total, FewVotes, EnoughVotes) : 0;
        if (kind.Exact is { } exact)
        {
            if (exact >= 0 && exact < votes.Length) named = votes[exact];
            byVotes *= Math.Max(OtherOfFamily, Fuzzy.Rise(named / MathF.Max(matching, 1e-6f), 0.05f, 0.3f));
        }
        else if (kind.MayBeByMotion) byVotes = MathF.Max(byVotes, VehicleByMotion(candidate, total));
        return Travel.IsAnimal(candidate.Tubelet.Class) ? byVotes * Fuzzy.Rise(candidate.OwnLengths, 0, 0.5f) : byVotes;
    }

    /// <summary>Something lies there, and nobody knows what: it may be anything that can be carried.</summary>
    private static float Lying(Entity entity) => IsAnything(entity.Noun) ? 1
        : entity.Categories.Any(name => Travel.IsAlive(CocoClasses.IndexOf(name)) || IsVehicle(CocoClasses.IndexOf(name))) ? 0 : SomethingCarried;

    private static bool IsVehicle(int coco) => coco is >= 1 and <= 8; // bicycle to boat stand together

    /// <summary>The best that any object can score: less than 1 for a noun of which no class is known.</summary>
    public static float Best(Entity entity) => entity.Categories.IsEmpty && !IsAnything(entity.Noun) ? UnknownKind : 1;

    /// <summary>Whether an object may be of the kind by its movement, whatever class it has.</summary>
    public static bool MayBeByMotion(Entity entity) => KindOf(entity).MayBeByMotion;

    /// <summary>Everything that the score depends on: two nouns with the same key are the same kind of thing.</summary>
    public static string KeyOf(Entity entity)
    {
        if (entity.Categories.IsEmpty) return IsAnything(entity.Noun) ? "*" : "?";
        return string.Join(',', entity.Categories) + (KindOf(entity).Exact is null ? "" : "!");
    }

    /// <summary>Whether it is taken for a vehicle because of how it moves.</summary>
    public static bool IsVehicleByMotion(ObjectFacts candidate) => VehicleByMotion(candidate, candidate.Tubelet.ClassVotes.Sum()) > 0;

    /// <summary>
    /// The classes that matter: whoever asks for none of the others gets a score of exactly 0. Those left out have too few votes even together.
    /// </summary>
    public static IEnumerable<int> ClassesThatCount(SceneObject candidate)
    {
        var votes = candidate.Tubelet.ClassVotes;
        var fewer = Enumerable.Range(0, Math.Min(votes.Count, CocoClasses.Names.Count)).Where(i => votes[i] > 0).OrderBy(i => votes[i]).ToArray();
        // A little less than the limit, whatever the order in which a float sum is rounded.
        float left = 0, limit = votes.Sum() * FewVotes * 0.999f;
        return fewer.SkipWhile(i => (left += votes[i]) <= limit);
    }

    /// <summary>Votes for a class of the user's own model, whose numbers follow COCO's.</summary>
    private static float VotesOf(string name, ReadOnlySpan<float> votes, ObjectFacts candidate)
    {
        var first = CocoClasses.Names.Count;
        for (var i = first; i < Math.Min(votes.Length, first + candidate.OwnClasses.Count); i++)
            if (candidate.OwnClasses[i - first] == name) return votes[i];
        return 0;
    }

    private static bool IsAnything(string noun) => noun is "anything" or "something" or "object" or "thing";

    private static float VehicleByMotion(ObjectFacts candidate, float total)
    {
        ReadOnlySpan<float> votes = candidate.Tubelet.ClassVotes as float[] ?? [.. candidate.Tubelet.ClassVotes];
        float alive = 0;
        for (var i = 0; i < votes.Length; i++)
            if (Travel.IsAlive(i) || i >= CocoClasses.Names.Count) alive += votes[i]; // a class of the user's own is what it says
        return total > 0 && alive / total <= 0.2f && candidate.OwnLengths >= OwnLengthsTravelled ? MovingThingIsVehicle : 0;
    }

    private static Kind KindOf(Entity entity) => s_kinds.GetValue(entity, static e => new Kind(e));

    /// <summary>A noun's categories as indices.</summary>
    private sealed class Kind(Entity entity)
    {
        public int[] Classes { get; } = [.. Enumerable.Range(0, CocoClasses.Names.Count).Where(i => entity.Categories.Contains(CocoClasses.Names[i]))];

        /// <summary>Those that COCO does not have.</summary>
        public string[] Own { get; } = [.. entity.Categories.Where(name => CocoClasses.IndexOf(name) < 0)];

        /// <summary>
        /// Cars are called truck or bus now and then, so all three count for a car; but who asks for a bus wants some of them to say bus, and
        /// who asks for what a class of his own is called, that: then it is -1.
        /// </summary>
        public int? Exact { get; } =
            entity.Categories is [var first, ..] && (CocoClasses.IndexOf(first) < 0
                || (entity.Noun is "bus" or "truck" or "lorry" && entity.Categories.Contains("car"))) ? CocoClasses.IndexOf(first) : null;

        public bool MayBeByMotion => Exact is null && entity.Categories.Contains("car");
    }
}
