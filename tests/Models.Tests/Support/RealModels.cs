using Stvg.Core;
using Stvg.Models.Catalogue;

namespace Stvg.Models.Tests.Support;

/// <summary>Models of the catalogue in this user's cache; a test that needs one is skipped, with the reason, where it cannot be had.</summary>
internal static class RealModels
{
    // All at once, since they share a download; a failure is remembered, so that only the first test waits for it.
    private static readonly Lazy<Task<string?>> s_pull = new(PullAsync);

    public static async Task<ModelEntry> EntryAsync(string name)
    {
        var failure = await s_pull.Value;
        Assert.SkipWhen(failure is not null, $"needs the model '{name}': {failure}");
        return ModelCatalogue.BuiltIn.Get(name);
    }

    public static async Task<string> PathAsync(string name) => new ModelStore().PathOf(await EntryAsync(name));

    private static async Task<string?> PullAsync()
    {
        try
        {
            await new ModelStore().PullAsync(ModelCatalogue.BuiltIn.Entries.Where(e => e.Import is not null));
            return null;
        }
        catch (StvgException e)
        {
            return e.Message;
        }
    }
}
