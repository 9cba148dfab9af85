using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stvg.Core;

namespace Stvg.Storage.Sql;

/// <summary>Reads what was stored as text; somebody may have edited it.</summary>
internal static class Stored
{
    /// <summary>What a JSON text says.</summary>
    /// <exception cref="StvgException">It is none, or makes no sense.</exception>
    public static T Json<T>(string text, JsonTypeInfo<T> type, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new StvgException($"the stored {what} is damaged: it is empty");
        }
        catch (JsonException e)
        {
            throw new StvgException($"the stored {what} is damaged ({e.Message})", e);
        }
    }

    /// <summary>What a name stands for.</summary>
    /// <exception cref="StvgException">It stands for nothing.</exception>
    public static T Name<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value)
            ? value
            : throw new StvgException($"the archive has a {typeof(T).Name} '{text}', which this program does not know");
}
