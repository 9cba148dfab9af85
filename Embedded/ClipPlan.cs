using Stvg.Core.Queries;

namespace Stvg.Embedded;

/// <summary>A sentence understood with the classes of the models that will watch the clip.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Options">How to watch for it: what an open-vocabulary model looks for is filled in.</param>
public sealed record ClipPlan(QueryPlan Plan, ClipOptions Options)
{
    /// <summary>The same, but a language model decomposes the sentence, where what it says can be taken.</summary>
    /// <param name="parser">The parser.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="options">How the clip is watched.</param>
    /// <param name="model">The model; null: the built-in parser does it.</param>
    /// <param name="ct">Ends the question.</param>
    /// <exception cref="Core.StvgException">As with <see cref="Of"/>.</exception>
    public static async Task<ClipPlan> OfAsync(
        QueryParser parser, string sentence, ClipOptions options, Decomposition? model, CancellationToken ct)
    {
        var found = Of(parser, sentence, options);
        if (model is null) return found;
        var own = options.Detections is null ? ModelFiles.OwnClasses(options) : [];
        var plan = await model.ParseAsync(parser.WithClasses([.. own, .. found.Options.Phrases]), sentence, ct).ConfigureAwait(false);
        return found with { Plan = plan };
    }

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
        parser = parser.WithClasses(own);
        var plan = options.Learned ? parser.ParseLearned(sentence) : parser.Parse(sentence);
        if (options.Vocabulary is null) return new ClipPlan(plan, options with { Phrases = [] });

        ModelFiles.Vocabulary(options); // refused before minutes of work
        var phrases = UndetectedNouns.Of(plan);
        return new ClipPlan(
            phrases.Count == 0 ? plan : parser.WithClasses([.. own, .. phrases]).Parse(sentence), options with { Phrases = phrases });
    }
}
