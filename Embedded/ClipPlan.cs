using Stvg.Core.Queries;

namespace Stvg.Embedded;

/// <summary>A sentence understood with the classes of the models that will watch the clip.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Options">How to watch for it: what an open-vocabulary model looks for is filled in.</param>
public sealed record ClipPlan(QueryPlan Plan, ClipOptions Options)
{
    /// <summary>
    /// Understands a sentence. Its nouns find the detector's own classes by name; what fits none is left to the open-vocabulary model, if
    /// there is one.
    /// </summary>
    /// <exception cref="Core.StvgException">The sentence is not understood, or a model is unknown or of another kind.</exception>
    public static ClipPlan Of(QueryParser parser, string sentence, ClipOptions options)
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(options);
        var own = options.Detections is null ? ModelFiles.OwnClasses(options) : [];
        var plan = parser.WithClasses(own).Parse(sentence);
        if (options.Vocabulary is null) return new ClipPlan(plan, options with { Phrases = [] });

        ModelFiles.Vocabulary(options); // refused before minutes of work
        var phrases = UndetectedNouns.Of(plan);
        return new ClipPlan(
            phrases.Count == 0 ? plan : parser.WithClasses([.. own, .. phrases]).Parse(sentence), options with { Phrases = phrases });
    }
}
