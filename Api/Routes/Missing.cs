using Stvg.Core.Services;

namespace Stvg.Api.Routes;

/// <summary>What is asked for is not there.</summary>
internal static class Missing
{
    public static ServiceException Camera(string id) => Of("camera", id);

    public static ServiceException Query(string id) => Of("standing query", id);

    public static ServiceException Alert(string id) => Of("alert", id);

    public static ServiceException Tube(string id) => Of("tube", id);

    public static ServiceException Key(string id) => Of("key", id);

    private static ServiceException Of(string kind, string id) => new(ServiceError.NotFound, $"there is no {kind} '{id}'");
}
