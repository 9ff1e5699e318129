import { useTranslation } from 'react-i18next';
import { aboutKind, type Part, type PartProps, single } from './about';
import { said } from './aboutWords';
import { isNumber, isWhole, operatorOf } from './leaf';
import { Note, NumberSlot } from './parts';
import { bareNumber } from './phrases';
import css from './Picker.module.css';

const SEEDS = 2 ** 31;
const drawn = (): number => Math.floor(Math.random() * SEEDS);

const USUAL_PERCENT = 10;
const MOST_PEOPLE = 10_000_000;
const isPercent = (value: unknown): boolean => isNumber(value) && value > 0 && value <= 100;
const isPeople = (value: unknown): boolean => isWhole(value, 1, MOST_PEOPLE);

const percent: Part = {
    members: ['percent', 'seed'],
    isComplete: (leaf) => isPercent(leaf.percent),
    Editor: Percent,
};

const people: Part = {
    members: ['people', 'seed'],
    isComplete: (leaf) => isPeople(leaf.people),
    Editor: People,
};

function Percent({ leaf, onLeaf, focus }: PartProps) {
    const { t } = useTranslation();
    return (
        <>
            <div className={css.param}>
                <NumberSlot label={t('segments.part.percent')} value={leaf.percent} focus={focus} onValue={(value) => onLeaf({ ...leaf, percent: value })} />
                <span aria-hidden="true">%</span>
                <Again leaf={leaf} onLeaf={onLeaf} />
            </div>
            <Note>{leaf.percent !== undefined && !isPercent(leaf.percent) ? t('segments.part.notPercent') : t('segments.part.seedNote')}</Note>
        </>
    );
}

function People({ leaf, onLeaf, focus }: PartProps) {
    const { t } = useTranslation();
    return (
        <>
            <div className={css.param}>
                <NumberSlot label={t('segments.part.people')} value={leaf.people} focus={focus} onValue={(value) => onLeaf({ ...leaf, people: value })} />
                <Again leaf={leaf} onLeaf={onLeaf} />
            </div>
            <Note>{leaf.people !== undefined && !isPeople(leaf.people) ? t('segments.part.notPeople') : t('segments.part.seedNote')}</Note>
        </>
    );
}

/** Other people of the same number: the only thing that changes the seed. */
function Again({ leaf, onLeaf }: Pick<PartProps, 'leaf' | 'onLeaf'>) {
    const { t } = useTranslation();
    return (
        <button type="button" className={`act s14 ${css.atEnd}`} onClick={() => onLeaf({ ...leaf, seed: drawn() })}>
            {t('segments.part.again')}
        </button>
    );
}

/** Some, whoever they are. */
export const random = aboutKind({
    about: 'random',
    operators: { share: [percent], people: [people] },
    operatorText: ({ t }, _, __, operator) => t(`segments.random.${operator as 'share'}`),
    subjects: single(
        'random',
        'chance',
        ({ t }) => ({ title: t('segments.subject.random'), seek: t('segments.seek.random') }),
        () => ({ about: 'random', is: 'share', percent: USUAL_PERCENT, seed: drawn() }),
    ),
    head: ({ t }, _, leaf) => {
        const count = Number(operatorOf(leaf) === 'share' ? leaf.percent : leaf.people);
        return { lead: 'chance', title: Number.isInteger(count) ? t('segments.randomSaid.share', { count }) : t('segments.randomSaid.part'), joint: '' };
    },
    value: (speaker, _, leaf) => {
        const { t } = speaker;
        return said(operatorOf(leaf) === 'share' ? t('segments.randomSaid.percent', { number: bareNumber(speaker, Number(leaf.percent)) }) : t('segments.randomSaid.people', { count: Number(leaf.people) }));
    },
});
