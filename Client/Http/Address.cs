using System.Globalization;
using System.Text;

namespace Stvg.Client.Http;

/// <summary>Puts a request's path and parameters together; what is null is left out.</summary>
internal sealed class Address(string path)
{
    private readonly StringBuilder _text = new("api/" + path);
    private char _next = '?';

    /// <summary>A path with ids in it, which may hold anything.</summary>
    public static Address Of(FormattableString path) =>
        new(string.Format(CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(a => Uri.EscapeDataString($"{a}"))]));

    public Address With(string name, string? value)
    {
        if (value is null) return this;
        _text.Append(_next).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _next = '&';
        return this;
    }

    public Address With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Address With(string name, double? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public Address With(string name, DateTimeOffset? value) =>
        With(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    public Address With(string name, IReadOnlyList<string> values) => With(name, values.Count == 0 ? null : string.Join(',', values));

    public override string ToString() => _text.ToString();
}
