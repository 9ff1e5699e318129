import { useTranslation } from 'react-i18next';
import { ApiProblem } from './api';

/** What to tell about a failed call: the server's own sentence, or ours when it said none. */
export function useProblemText(): (error: unknown) => string {
    const { t } = useTranslation();
    return (error) => {
        if (error instanceof ApiProblem) return error.detail ?? t('problem.unexpected');
        return error instanceof TypeError ? t('problem.unreachable') : t('problem.unexpected');
    };
}
