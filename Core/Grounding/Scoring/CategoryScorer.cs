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
    private const float OtherOfFamily = 0.3f;
    private const float OwnLengthsTravelled = 1.0f;

    // Shares of the votes: up to the first nothing is believed, from the second on everything.
    private const float FewVotes = 0.1f, EnoughVotes = 0.5f;

    public static float Score(Entity entity, SceneObject candidate)
    {
        if (entity.Categories.IsEmpty) return IsAnything(entity.Noun) ? 1 : UnknownKind;

        var votes = candidate.Tubelet.ClassVotes;
        float total = 0, matching = 0;
        for (var i = 0; i < votes.Count; i++)
        {
            total += votes[i];
            if (i < CocoClasses.Names.Count && entity.Categories.Contains(CocoClasses.Names[i])) matching += votes[i];
        }

        var byVotes = total > 0 ? Fuzzy.Rise(matching / total, FewVotes, EnoughVotes) : 0;
        if (Exact(entity) is { } exact) byVotes *= Math.Max(OtherOfFamily, Fuzzy.Rise(votes.ElementAtOrDefault(exact) / MathF.Max(matching, 1e-6f), 0.05f, 0.3f));
        else if (entity.Categories.Contains("car")) byVotes = MathF.Max(byVotes, VehicleByMotion(candidate, total));
        return Travel.IsAnimal(candidate.Tubelet.Class) ? byVotes * Fuzzy.Rise(Travel.OwnLengths(candidate.Tubelet), 0, 0.5f) : byVotes;
    }

    /// <summary>The best that any object can score: less than 1 for a noun of which no class is known.</summary>
    public static float Best(Entity entity) => entity.Categories.IsEmpty && !IsAnything(entity.Noun) ? UnknownKind : 1;

    /// <summary>Whether an object may be an answer to a noun without having a class of its own accord.</summary>
    public static bool MayBeByMotion(Entity entity) => Exact(entity) is null && entity.Categories.Contains("car");

    /// <summary>Whether it is taken for a vehicle because of how it moves.</summary>
    public static bool IsVehicleByMotion(SceneObject candidate) => VehicleByMotion(candidate, candidate.Tubelet.ClassVotes.Sum()) > 0;

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

    /// <summary>Cars are called truck or bus now and then, so all three count for a car; but who asks for a bus wants some of them to say bus.</summary>
    private static int? Exact(Entity entity) =>
        entity.Noun is "bus" or "truck" or "lorry" && entity.Categories.Contains("car") ? CocoClasses.IndexOf(entity.Categories[0]) : null;

    private static bool IsAnything(string noun) => noun is "anything" or "something" or "object" or "thing";

    private static float VehicleByMotion(SceneObject candidate, float total)
    {
        var votes = candidate.Tubelet.ClassVotes;
        float alive = 0;
        for (var i = 0; i < votes.Count; i++)
            if (Travel.IsAlive(i)) alive += votes[i];
        return total > 0 && alive / total <= 0.2f && Travel.OwnLengths(candidate.Tubelet) >= OwnLengthsTravelled ? MovingThingIsVehicle : 0;
    }
}
