using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Stvg.Api.Problems;

namespace Stvg.Api.Requests;

/// <summary>
/// Looks at the query string before the framework binds it, with the handler's own parameters as the list of what there may be: unknown
/// and doubled ones are refused, and errors say what is needed rather than which .NET type it was to become.
/// </summary>
internal sealed class QueryParameters(RequestDelegate next)
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    // A type that is missing here is not a query parameter.
    private static readonly Dictionary<Type, Kind> s_kinds = new()
    {
        [typeof(string)] = new(_ => true, "a text"),
        [typeof(string[])] = new(_ => true, "a list", MayRepeat: true),
        [typeof(int)] = new(text => int.TryParse(text, Whole, CultureInfo.InvariantCulture, out _), "a whole number"),
        [typeof(long)] = new(text => long.TryParse(text, Whole, CultureInfo.InvariantCulture, out _), "a whole number"),
        [typeof(double)] = new(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _), "a number"),
        [typeof(bool)] = new(text => bool.TryParse(text, out _), "true or false"),
        [typeof(UtcTime)] = new(text => UtcTime.TryParse(text, null, out _), "a time such as 2026-01-31T08:30:00Z"),
    };

    private readonly ConditionalWeakTable<RouteEndpoint, List<Parameter>> _parameters = [];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<AnyQuery>() is null) Check(http.Request.Query, _parameters.GetValue(endpoint, Of));
        return next(http);
    }

    private static List<Parameter> Of(RouteEndpoint endpoint)
    {
        var found = new List<Parameter>();
        foreach (var parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var info = parameter.ParameterInfo;
            var elsewhere = endpoint.RoutePattern.GetParameter(parameter.Name) is not null
                || info.IsDefined(typeof(FromHeaderAttribute), inherit: false);
            if (!elsewhere && s_kinds.TryGetValue(Nullable.GetUnderlyingType(info.ParameterType) ?? info.ParameterType, out var kind))
                found.Add(new Parameter(parameter.Name, parameter.IsOptional, kind));
        }

        return found;
    }

    private static void Check(IQueryCollection query, List<Parameter> parameters)
    {
        foreach (var (name, values) in query)
        {
            var known = parameters.Find(p => string.Equals(p.Name, name, StringComparison.Ordinal))
                ?? throw new FieldException(name, $"there is no query parameter '{name}' here; {Known(parameters)}");
            if (values.Count > 1 && !known.Kind.MayRepeat)
                throw new FieldException(name, $"the query parameter '{name}' is given {values.Count} times; give it once");
            // A form sends its empty fields too: nothing was said.
            foreach (var text in values)
            {
                if (!string.IsNullOrEmpty(text) && !known.Kind.Reads(text))
                    throw new FieldException(name, $"the query parameter '{name}' is '{text}'; {known.Kind.Needed} is needed");
            }
        }

        foreach (var parameter in parameters)
        {
            if (!parameter.IsOptional && !parameter.Kind.MayRepeat && string.IsNullOrWhiteSpace(query[parameter.Name]))
                throw new FieldException(parameter.Name, $"the query parameter '{parameter.Name}' is missing");
        }
    }

    private static string Known(List<Parameter> parameters) =>
        parameters.Count == 0 ? "it takes none" : $"it takes {string.Join(", ", parameters.Select(p => p.Name))}";

    private sealed record Parameter(string Name, bool IsOptional, Kind Kind);

    private sealed record Kind(Predicate<string> Reads, string Needed, bool MayRepeat = false);
}

/// <summary>A call whose query string is somebody else's to judge.</summary>
internal sealed class AnyQuery;
